/** The version of the contract, which is released together with the packages. */
export const contractVersion = '0.1.0';
